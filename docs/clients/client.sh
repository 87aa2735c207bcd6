#!/bin/sh
# Naryad's API by curl: create an order, repeat safely, list by cursor, verify a webhook.
#
#   NARYAD_URL=https://… NARYAD_KEY=nrd_live_… sh client.sh orders
#   NARYAD_SECRET=whsec_… sh client.sh verify ID TIMESTAMP SIGNATURES < body
#
# Needs curl; verifying needs openssl, base64 and od.
set -eu

api() {
  # One key makes all repeats the same request, so curl may repeat what got no answer.
  curl --silent --show-error --fail-with-body --max-time 30 --retry 5 --retry-all-errors \
    --header "authorization: Bearer $NARYAD_KEY" "$@"
}

field() {
  # A field of the first level of what Naryad writes; use jq where there is one.
  sed 's/^{//; s/,"/\n"/g' | sed -n "s/^\"$1\":\"\\{0,1\\}\\([^\",}]*\\)\"\\{0,1\\}.*/\\1/p" | head -n 1
}

orders() {
  key=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  body="{\"title\": \"Не греет котёл\", \"external_id\": \"$key\",
    \"customer\": {\"name\": \"Анна Белова\", \"phone\": \"+7 900 000-00-01\"}}"
  made=$(api "$NARYAD_URL/v1/orders" --json "$body" --header "idempotency-key: $key")
  again=$(api "$NARYAD_URL/v1/orders" --json "$body" --header "idempotency-key: $key")
  id=$(printf %s "$made" | field id)
  since=$(printf %s "$made" | field updated_at)

  found=0 pages=0 cursor=""
  while :; do
    page=$(api --get "$NARYAD_URL/v1/orders" --data-urlencode "updated_since=$since" \
      --data-urlencode "limit=2" ${cursor:+--data-urlencode "cursor=$cursor"})
    pages=$((pages + 1))
    case $page in *"\"id\":\"$id\""*) found=$((found + 1)) ;; esac
    cursor=$(printf %s "$page" | sed -n 's/.*"next_cursor":"\([^"]*\)".*/\1/p')
    [ -n "$cursor" ] || break
  done
  printf '{"id": "%s", "again": "%s", "found": %d, "pages": %d}\n' \
    "$id" "$(printf %s "$again" | field id)" "$found" "$pages"
}

verify() {
  id=$1 sent_at=$2 signatures=$3
  age=$(($(date +%s) - sent_at))
  [ "${age#-}" -le 300 ] || { echo "it is too old, or from the future" >&2; exit 1; }
  key=$(printf %s "${NARYAD_SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \n')
  right=$({ printf '%s.%s.' "$id" "$sent_at"; cat; } |
    openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)
  # While a secret is being replaced there are two signatures, with a space between.
  for each in $signatures; do
    [ "$each" = "v1,$right" ] && { printf '{"id": "%s"}\n' "$id"; exit 0; }
  done
  echo "Naryad has not signed it" >&2
  exit 1
}

"${1:-orders}" "${2:-}" "${3:-}" "${4:-}"
