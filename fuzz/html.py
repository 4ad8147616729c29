"""HTML: `python -m fuzz.html`."""

from fuzz.harness import instrumented, run

with instrumented():
    from fuzz.checks import check_file

try_one = check_file(".html")

if __name__ == "__main__":
    run("html", try_one, is_apart=True)
