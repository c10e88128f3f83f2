#!/usr/bin/env bash
# bagit 1.9.0 takes line breaks out of a bag's description and puts nothing in their place, so words and numbers join.
#
# RFC 8493 (2.2.2) lets a long value in bag-info.txt go on in the next line, which is indented, and bagit reads such
# lines with their break. It writes none: "in 2009" above "3 of them" becomes "in 20093 of them". There is no
# warning and the bag is valid, its checksums being made of the changed text. Descriptions of several lines come out
# of any form; whoever deposits guidance or its reports in an archive finds a figure that nobody wrote. Seen
# 30 November 2026. PSP Guide makes no bags.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "bagit==1.9.0"
"$folder/venv/bin/python" - "$folder" <<'PY'
import sys
from importlib.metadata import version
from pathlib import Path

import bagit

bag_folder = Path(sys.argv[1], "bag")
bag_folder.mkdir()
(bag_folder / "report.txt").write_text("What the pilots found.\n", "utf-8")
bag = bagit.make_bag(str(bag_folder), {"External-Description": "Pilots began in 2009\n3 of them went on"})
again = bagit.Bag(str(bag_folder))
described = again.info["External-Description"]
print("bagit", version("bagit"), "->", described, " valid:", again.is_valid())
assert described == "Pilots began in 20093 of them went on", "the behaviour changed"
assert again.is_valid()

info = bag_folder / "bag-info.txt"
told = info.read_text("utf-8").replace("20093 of", "2009\n 3 of")
info.write_text(told, "utf-8")
folded = bagit.Bag(str(bag_folder)).info["External-Description"]
assert folded.split() == ["Pilots", "began", "in", "2009", "3", "of", "them", "went", "on"]
PY
