#!/usr/bin/env bash
# Makes the files of secrets that the compose stack and Kubernetes mount.
set -euo pipefail

usage() {
    cat <<'HELP'
Usage: docker/secrets.sh [--out DIR]

Makes one file for each secret of docker/compose.yml:

  hub_jwt_secret          what the hub checks tokens by (HS256)
  agent_token             a token that it accepts, for agents and workers
  grafana_admin_password  of Grafana's user admin
  slack_api_url, pagerduty_routing_key, smtp_password
                          where alerts go; placeholders, which reach nobody: put yours here

  --out DIR    where to (default: secrets beside this script)
  --help       this text

What is there stays as it is. Files can be read by everybody on this machine who can enter the folder,
which only its owner can: containers run as users of their own.
HELP
}

fail() {
    printf 'secrets.sh: %s\n' "$1" >&2
    exit 1
}

out=$(cd "$(dirname "$0")" && pwd)/secrets
while [ $# -gt 0 ]; do
    case $1 in
        --out) [ $# -gt 1 ] || fail "--out needs a folder"; out=$2; shift ;;
        --help) usage; exit 0 ;;
        *) fail "unknown argument $1; see --help" ;;
    esac
    shift
done
command -v openssl >/dev/null || fail "openssl is missing; install it"

mkdir -p "$out"
chmod 700 "$out"

# One file, from standard input; without a newline, which would be part of the secret.
keep() {
    if [ -e "$out/$1" ]; then
        printf 'kept %s\n' "$1"
        cat >/dev/null
    else
        tr -d '\n' >"$out/$1"
        chmod 644 "$out/$1"
        printf 'made %s\n' "$1"
    fi
}

base64url() {
    openssl base64 -A | tr '+/' '-_' | tr -d '='
}

token() {
    local parts secret
    secret=$(cat "$out/hub_jwt_secret")
    parts=$(printf '{"alg":"HS256","typ":"JWT"}' | base64url).$(printf '{"sub":"inkstream","iat":%s}' "$(date +%s)" | base64url)
    printf '%s.%s' "$parts" "$(printf '%s' "$parts" | openssl dgst -sha256 -hmac "$secret" -binary | base64url)"
}

openssl rand -hex 32 | keep hub_jwt_secret
token | keep agent_token
openssl rand -hex 16 | keep grafana_admin_password
printf 'http://127.0.0.1:9/put-the-address-of-your-webhook-here' | keep slack_api_url
printf 'put-your-integration-key-here' | keep pagerduty_routing_key
printf 'put-the-password-of-the-mail-account-here' | keep smtp_password
