"""Markdown with its front matter: `python -m fuzz.markdown`."""

from fuzz.harness import instrumented, run

with instrumented():
    from fuzz.checks import check_file

try_one = check_file(".md")

if __name__ == "__main__":
    run("markdown", try_one, is_apart=True)
