#!/usr/bin/env bash
# Makes a certificate authority of one's own and one certificate for each service that speaks TLS.
set -euo pipefail

usage() {
    cat <<'HELP'
Usage: docker/certs/generate.sh [--out DIR] [--days N] [--san NAME]... [SERVICE]...

Makes a certificate authority (ca.crt, ca.key) and for each SERVICE a key and a certificate
(SERVICE.key, SERVICE.crt), signed by it: RSA 4096, valid for two years, for the names SERVICE,
localhost, 127.0.0.1 and ::1. Without a SERVICE: review-api and cost-api.

  --out DIR    where to (default: the folder of this script)
  --days N     how long certificates are valid (default: 730)
  --san NAME   one more name or address for each of them, such as enrichment.example.org
  --help       this text

Nothing is overwritten: an authority that is there signs further services, and a service whose key
or certificate is there is an error, before anything is made. Keys can be read by their owner only.
HELP
}

fail() {
    printf 'generate.sh: %s\n' "$1" >&2
    exit 1
}

san_of() {
    case $1 in
        *:*) printf 'IP:%s' "$1" ;;
        *[!0-9.]*) printf 'DNS:%s' "$1" ;;
        *) printf 'IP:%s' "$1" ;;
    esac
}

out=$(cd "$(dirname "$0")" && pwd)
days=730
names=()
services=()
while [ $# -gt 0 ]; do
    case $1 in
        --help | -h) usage; exit 0 ;;
        --out | --days | --san)
            [ $# -ge 2 ] || fail "$1 needs a value (see --help)"
            case $1 in
                --out) out=$2 ;;
                --days) days=$2 ;;
                --san) names+=("$2") ;;
            esac
            shift 2
            ;;
        -*) fail "unknown option $1 (see --help)" ;;
        *) services+=("$1"); shift ;;
    esac
done
[ ${#services[@]} -gt 0 ] || services=(review-api cost-api)
[[ $days =~ ^[1-9][0-9]{0,4}$ ]] || fail "--days must be a number of days, not '$days'"
for service in "${services[@]}"; do
    [[ $service =~ ^[A-Za-z0-9][A-Za-z0-9.-]*$ && $service != ca ]] \
        || fail "'$service' cannot be the name of a service"
done
for name in ${names[@]+"${names[@]}"}; do
    [[ $name =~ ^[A-Za-z0-9*][A-Za-z0-9.:*-]*$ ]] || fail "'$name' is no name and no address"
done
command -v openssl >/dev/null || fail "openssl is not installed"

mkdir -p "$out"
cd "$out"
for service in "${services[@]}"; do
    for file in "$service.key" "$service.crt"; do
        [ ! -e "$file" ] || fail "$out/$file is there already; remove it first if it is to be replaced"
    done
done
if [ -e ca.key ] && [ ! -e ca.crt ] || [ ! -e ca.key ] && [ -e ca.crt ]; then
    fail "$out has one of ca.key and ca.crt only; both are needed, or neither"
fi

# Whatever is made here is first seen with these rights.
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ ! -e ca.key ]; then
    openssl req -x509 -newkey rsa:4096 -sha256 -nodes -days "$days" \
        -subj '/O=Inkstream/CN=Inkstream authority' \
        -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' \
        -addext 'keyUsage=critical,keyCertSign,cRLSign' \
        -keyout "$work/ca.key" -out "$work/ca.crt" 2>/dev/null
    mv -n "$work/ca.key" "$work/ca.crt" .
    echo "made ca.key, ca.crt"
fi

for service in "${services[@]}"; do
    sans="DNS:$service,DNS:localhost,IP:127.0.0.1,IP:::1"
    for name in ${names[@]+"${names[@]}"}; do
        sans+=",$(san_of "$name")"
    done
    openssl req -new -newkey rsa:4096 -sha256 -nodes -subj "/O=Inkstream/CN=$service" \
        -keyout "$work/$service.key" -out "$work/$service.csr" 2>/dev/null
    cat >"$work/extensions" <<EXT
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,keyEncipherment
extendedKeyUsage=serverAuth
subjectAltName=$sans
EXT
    openssl x509 -req -sha256 -days "$days" -in "$work/$service.csr" -CA ca.crt -CAkey ca.key \
        -set_serial "0x$(openssl rand -hex 16)" -extfile "$work/extensions" \
        -out "$work/$service.crt" 2>/dev/null
    mv -n "$work/$service.key" "$work/$service.crt" .
    chmod 644 "$service.crt"
    echo "made $service.key, $service.crt for $sans"
done
chmod 644 ca.crt
