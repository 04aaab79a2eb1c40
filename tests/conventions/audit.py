"""Asks the advisory service about the locked dependencies: `make audit`.

A known vulnerability ends with exit code 1. A service that cannot be reached is said in one clear line and does not
fail the tests: they must run on a machine without the internet.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        locked = Path(folder) / "requirements.txt"
        exported = [
            os.environ.get("UV", "uv"),
            "export",
            "--locked",
            "--no-dev",
            "--no-emit-project",
            "--output-file",
            str(locked),
        ]
        subprocess.run([*exported, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        audit = [
            sys.executable,
            "-m",
            "pip_audit",
            "--requirement",
            str(locked),
            "--disable-pip",
            "--require-hashes",
            "--format",
            "json",
        ]
        answer = subprocess.run(
            [*audit, "--progress-spinner", "off"], capture_output=True, text=True, check=False, timeout=300
        )
    try:
        dependencies = json.loads(answer.stdout)["dependencies"]
    except ValueError:
        reason = (answer.stderr.strip().splitlines() or ["no answer"])[-1]
        print(f"audit: NOT DONE, the advisory service cannot be reached ({reason[:160]})")
        return 0
    return _report(dependencies)


def _report(dependencies: list[dict[str, object]]) -> int:
    vulnerable = [entry for entry in dependencies if entry.get("vulns")]
    for entry in vulnerable:
        print(f"audit: {entry['name']} {entry['version']}: {entry['vulns']}")
    print(f"audit: {len(dependencies)} locked dependencies, {len(vulnerable)} with known vulnerabilities")
    return 1 if vulnerable else 0


if __name__ == "__main__":
    sys.exit(main())
