#!/bin/sh
# Makes the two roles and the database on an empty server; the image of PostgreSQL runs it once. docs/operations.md says it by hand.
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
  --set=owner_password="$OWNER_PASSWORD" --set=app_password="$APP_PASSWORD" <<'SQL'
create role naaber_owner login password :'owner_password';
create role naaber_app login password :'app_password';
create database naaber owner naaber_owner encoding 'UTF8' template template0;
SQL
