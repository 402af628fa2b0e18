"""`python -m website`: builds the site into build/website, and fails where a link leads nowhere."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from website.pages import assemble

CHECKOUT = Path(__file__).resolve().parent.parent
BUILD = CHECKOUT / "build"


def main() -> int:
    """The exit code: 0 for a site without a broken link."""
    pages = BUILD / "pages"
    shutil.rmtree(pages, ignore_errors=True)
    pages.mkdir(parents=True)
    try:
        assemble(CHECKOUT, pages)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    command = [str(Path(sys.executable).parent / "zensical"), "build", "--strict", "--clean"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT)
    if done.returncode != 0:
        # Each letter has a colour of its own, which no log can be read with; and it ends in a traceback.
        said = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr).partition("Traceback")[0]
        print(said.rstrip(), file=sys.stderr)
        return 1
    print(f"{len(list(pages.rglob('*.md')))} pages: {BUILD / 'website' / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
