#!/usr/bin/env bash
# onnxruntime 1.32.0 (Linux wheel): importing it prepares reports of its use to its maker.
#
# With a home folder and a temporary folder of its own, and without CI in the environment, `import
# onnxruntime` alone leaves a device id and a database of events to be sent in the user's cache
# folder (Microsoft/DeveloperTools/.onnxruntime), before any model is loaded. To call
# disable_telemetry_events() afterwards comes too late for that; with ORT_DISABLE_TELEMETRY=1 set
# before the import nothing is left there. Whoever promises that nothing leaves the machine has to
# set it before the first import, in every process.
#
# Seen on 2026-11-30: files without the variable: deviceid, onnxruntime.db; with it: none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install \
    onnxruntime==1.32.0 numpy==2.4.6

files_left() { # by importing it with the variables given
    local home
    home=$(mktemp -d -p "$folder")
    mkdir "$home/tmp"
    env -i PATH="$PATH" HOME="$home" TMPDIR="$home/tmp" "$@" \
        "$folder/venv/bin/python" -c 'import onnxruntime, time; time.sleep(1)'
    (cd "$home" && find . -path '*Microsoft*' -type f -printf '%f\n' | sort | tr '\n' ' ')
}

"$folder/venv/bin/python" -c 'import importlib.metadata as m; print("onnxruntime", m.version("onnxruntime"))'
usual=$(files_left)
without=$(files_left ORT_DISABLE_TELEMETRY=1)
echo "files left by the import: ${usual:-none}"
echo "with ORT_DISABLE_TELEMETRY=1: ${without:-none}"
if [[ $usual == *deviceid* && -z $without ]]; then
    echo "as seen"
else
    echo "CHANGED: look again"
    exit 1
fi
