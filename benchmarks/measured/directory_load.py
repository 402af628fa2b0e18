"""Loads the directory in a file, and tells the seconds of CPU that it took. `python directory_load.py FILE`"""

import sys
import time

from told import tell

from adapter import Directory

if __name__ == "__main__":
    began = time.process_time()
    directory = Directory.load(sys.argv[1])
    tell({"seconds": time.process_time() - began, "destinations": len(directory.destinations)})
