#!/bin/sh
# Creates Temporal's two databases in PostgreSQL, or brings them up to the version of the tool. Safe to run again.
#   SQL_HOST, SQL_PORT, SQL_USER, SQL_PASSWORD   where and as whom
# Used by the job temporal-schema of docker-compose.yml and by npm run verify:cluster.
set -eu

export SQL_PLUGIN=postgres12_pgx
: "${SQL_HOST:?is missing: where PostgreSQL is}"
: "${SQL_USER:?is missing: as whom to connect to PostgreSQL}"
: "${SQL_PASSWORD:?is missing: the password of $SQL_USER in PostgreSQL}"
export SQL_PORT="${SQL_PORT:-5432}"

# $1 the database, $2 its schema within the tool
database() {
  echo "Database $1: creating it, or bringing it up to date."
  temporal-sql-tool --db "$1" create-database
  temporal-sql-tool --db "$1" setup-schema --version 0.0
  temporal-sql-tool --db "$1" update-schema --schema-name "$2"
}

database temporal postgresql/v12/temporal
database temporal_visibility postgresql/v12/visibility
echo 'Both databases are as this version of Temporal wants them.'
