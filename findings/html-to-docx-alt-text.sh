#!/usr/bin/env bash
# html-to-docx 1.8.0 writes the alt of a picture where it is not looked for, and the head of a table as a plain row.
#
# Word keeps the alternative text of a picture in `descr` of wp:docPr. html-to-docx writes the alt of HTML into
# pic:cNvPr alone, further inside, and gives wp:docPr only a name; mammoth 1.13.0, which looks where Word writes,
# makes of the file HTML without any alt. A thead becomes an ordinary row, without w:tblHeader: nothing marks it as
# a head, and it does not come again on the next page. Whoever makes hand-outs from checked HTML this way loses
# both, without a warning. Seen 30 November 2026 with Node 20. PSP Guide writes wp:docPr and w:tblHeader itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "mammoth==1.13.0"
npm install --silent --no-audit --no-fund --prefix "$folder" "html-to-docx@1.8.0"
cd "$folder"
"$folder/venv/bin/python" - <<'PY'
import base64
import binascii
import struct
import zlib


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", binascii.crc32(kind + data))


dot = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0\0"))
png = base64.b64encode(b"\x89PNG\r\n\x1a\n" + dot + chunk(b"IEND", b"")).decode()
page = f"""<html lang="en"><body><h1>Scores</h1><p><img alt="Five scores" src="data:image/png;base64,{png}"></p>
<table><thead><tr><th scope="col">Score</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></body></html>"""
with open("page.html", "w", encoding="utf-8") as file:
    file.write(page)
PY
cat > make.mjs <<'JS'
import { readFileSync, writeFileSync } from "node:fs";
import HTMLtoDOCX from "html-to-docx";

writeFileSync("page.docx", await HTMLtoDOCX(readFileSync("page.html", "utf8")));
JS
node make.mjs
"$folder/venv/bin/python" - <<'PY'
import json
import re
import zipfile

import mammoth

with open("node_modules/html-to-docx/package.json", encoding="utf-8") as file:
    version = json.load(file)["version"]
xml = zipfile.ZipFile("page.docx").read("word/document.xml").decode()
outer, inner = (re.findall(rf"<{name} [^>]*>", xml) for name in ("wp:docPr", "pic:cNvPr"))
with open("page.docx", "rb") as file:
    back = re.sub(r"base64,[^\"]*", "…", mammoth.convert_to_html(file).value)
print("html-to-docx", version, outer, inner, "read back:", back)
assert len(outer) == len(inner) == 1
assert "descr=" not in outer[0], "the behaviour changed"
assert 'descr="Five scores"' in inner[0], "the behaviour changed"
assert "Five scores" not in back, "the behaviour changed"
assert "<w:tbl>" in xml
assert "w:tblHeader" not in xml, "the behaviour changed"
PY
