# Installs Debian packages that are missing. Sourced by tests/demo and tests/run.

# What it takes to build both programs, and the fonts that they set text in.
BUILD_PACKAGES="gcc libc6-dev meson ninja-build pkgconf libglib2.0-dev libglib2.0-dev-bin libyaml-dev
    libhpdf-dev libgettextpo-dev libpango1.0-dev libharfbuzz-dev libfontconfig-dev libpoppler-glib-dev
    libjson-glib-dev libqpdf-dev nettle-dev libseccomp-dev libsqlite3-dev libxlsxwriter-dev libcairo2-dev zlib1g-dev poppler-data fonts-noto-core fonts-noto-cjk fonts-dejavu-core
    fonts-freefont-ttf scdoc"
# The programs, not ours, that fill the sample copies.
DEMO_PACKAGES="mupdf-tools pdftk-java python3"
# What the tests hold our files against.
TEST_PACKAGES="$DEMO_PACKAGES gettext python3-jsonschema python3-yaml qpdf poppler-utils ghostscript
    libpdfbox2-java librhino-java chromium ca-certificates libasan6|libasan8 libubsan1"
# Programs that count wherever they come from, with the package that brings each.
TEST_TOOLS="node:nodejs npm:npm java:default-jre-headless mvn:maven"

have_package() {
    case $1 in
    *"|"*) have_package "${1%%|*}" || have_package "${1#*|}" ;;
    *) dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed ;;
    esac
}

# A program counts wherever it came from; a package that brings it is named after the colon.
have_tool() {
    command -v "$1" >/dev/null 2>&1
}

# install_missing PACKAGE... TOOL:PACKAGE...
install_missing() {
    missing=
    for wanted in "$@"; do
        case $wanted in
        *:*) have_tool "${wanted%%:*}" || missing="$missing ${wanted#*:}" ;;
        *) have_package "$wanted" || missing="$missing ${wanted##*|}" ;;
        esac
    done
    [ -n "$missing" ] || return 0
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        have_tool sudo || { echo "these Debian packages are missing, and there is no sudo:$missing" >&2; return 1; }
        as_root=sudo
    fi
    echo "installing from Debian:$missing" >&2
    $as_root apt-get update -qq &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            $missing >&2
}

# configure FOLDER OPTION...: once; meson notices later changes by itself.
configure() {
    folder=$1
    shift
    [ -f "$folder/build.ninja" ] || meson setup "$folder" "$@" >&2
}
