#!/usr/bin/env bash
# git deletes an ignored folder, with all that is in it, when a merge brings a link of the same name.
#
# gitignore(5): a pattern that ends in a slash matches folders and no links. So `.venv/` lets `git add -A` take a
# link named .venv, and a checkout in which .venv is a folder loses it by a fast-forward without a question, since
# git holds what is ignored to be expendable. Seen with git 2.39.5 on 30 November 2026. PSP Guide ignores `.venv`
# without a slash, and a test in tests/docs refuses links.
set -euo pipefail
git --version
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
git init -q -b main first
echo '.venv/' > first/.gitignore
git -C first add -A
git -C first commit -q -m 'ignore the folder'
git clone -q first second

ln -s elsewhere first/.venv
git -C first add -A
git -C first commit -q -m 'more'
echo "taken by git add -A: $(git -C first ls-files .venv)"

mkdir second/.venv
echo 'hours of work' > second/.venv/kept
git -C second pull -q --ff-only
if [ -L second/.venv ]; then
    echo "the folder is gone: $(ls -ld second/.venv | cut -c1-10) .venv -> $(readlink second/.venv)"
else
    echo "gone: git kept the folder"
    exit 1
fi
