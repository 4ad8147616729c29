"""JSON lines: `python -m fuzz.json_lines`."""

from fuzz.harness import instrumented, run

with instrumented():
    from fuzz.checks import check_file

try_one = check_file(".jsonl")

if __name__ == "__main__":
    run("json_lines", try_one, is_apart=False)
