#!/bin/sh
# make-database.sh PASSWORD_FILE CONNECTION: Patroni calls this once, on the first primary. The hub's role and database.
set -e
psql -X -q -v ON_ERROR_STOP=1 -v password="$(cat "$1")" -d "$2" <<'SQL'
CREATE ROLE hokatsu LOGIN PASSWORD :'password';
CREATE DATABASE hokatsu OWNER hokatsu;
SQL
