#!/bin/sh
# Creates the namespace of the orders and the search attributes that they are found by. Safe to run again: it then sets
# the retention and adds what is missing.
#   TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE   where (localhost:7233, default)
#   RETENTION_DAYS                         how long ended orders are kept (90)
#   WAIT_SECONDS                           how long it tries before it gives up (120)
# Used by the job temporal-namespace of docker-compose.yml and by npm run verify:cluster.
set -eu

export TEMPORAL_ADDRESS="${TEMPORAL_ADDRESS:-localhost:7233}"
namespace="${TEMPORAL_NAMESPACE:-default}"
days="${RETENTION_DAYS:-90}"
deadline=$(($(date +%s) + ${WAIT_SECONDS:-120}))
attributes="$(dirname "$0")/search-attributes.txt"

case "$days" in
  '' | *[!0-9]*) days=0 ;;
esac
if [ "$days" -lt 30 ]; then
  echo 'RETENTION_DAYS must be a number of days from 30: a reference is refused a second time only while its order is kept.' >&2
  exit 1
fi

# Tries again each second what the server may not be ready for; shows what it said last if it never was.
persist() {
  until said="$("$@" 2>&1)"; do
    if [ "$(date +%s)" -ge "$deadline" ]; then
      printf 'Given up: %s\n%s\n' "$*" "$said" >&2
      exit 1
    fi
    sleep 1
  done
}

persist temporal operator cluster health
if temporal operator namespace describe --namespace "$namespace" >/dev/null 2>&1; then
  persist temporal operator namespace update --namespace "$namespace" --retention "$((days * 24))h"
else
  persist temporal operator namespace create --namespace "$namespace" --retention "$((days * 24))h"
fi
# Right after its creation other parts of the server do not know the namespace yet.
while read -r name type; do
  persist temporal operator search-attribute create --namespace "$namespace" --name "$name" --type "$type"
done <"$attributes"
# They can be used only seconds after they were added.
while read -r name type; do
  persist temporal workflow count --namespace "$namespace" --query "$name IS NULL"
done <"$attributes"
echo "The namespace $namespace keeps ended orders for $days days and knows $(wc -l <"$attributes" | tr -d ' ') search attributes."
