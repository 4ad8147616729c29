"""PDF: `python -m fuzz.pdf`."""

from fuzz.harness import instrumented, run

with instrumented():
    from fuzz.checks import check_file

try_one = check_file(".pdf")

if __name__ == "__main__":
    run("pdf", try_one, is_apart=True)
