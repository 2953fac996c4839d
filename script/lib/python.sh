# Sourced by the scripts: sets LIB, this folder, and PYTHON, a Python that is new enough for Odoo 19.
LIB="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"
PYTHON=""
for name in python3 python3.13 python3.12 python3.11 python3.10; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
        PYTHON="$name"
        break
    fi
done
if [ -z "$PYTHON" ]; then
    echo "Python 3.10 or newer is needed. On Debian or Ubuntu: apt-get install python3" >&2
    exit 1
fi
