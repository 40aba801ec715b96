#!/bin/sh
# Makes the secrets that deploy/compose.yaml hands to its services, once; those that are there stay.
# The certificate of the public address is yours: put tls_certificate.pem and tls_key.pem beside them.
set -eu
umask 077
cd "$(dirname "$0")"
mkdir -p secrets
cd secrets

secret() {
    if [ ! -f "$1" ]; then
        od -An -N24 -tx1 /dev/urandom | tr -d ' \n' > "$1"
        echo "made: $PWD/$1"
    fi
}

secret elastic_password
secret search_password
secret database_password
secret secret_key
if [ ! -f reporter_keys ]; then
    od -An -N32 -tx1 /dev/urandom | tr -d ' \n' > reporter_keys
    echo "made: $PWD/reporter_keys"
fi
if [ ! -f database_url ]; then
    printf 'postgresql+psycopg://portal:%s@postgres:5432/portal' "$(cat database_password)" > database_url
    echo "made: $PWD/database_url"
fi
# the services read them as users of their own, of whom 1000 is the portal's and Elasticsearch's
chmod 0400 elastic_password search_password database_password secret_key reporter_keys database_url
if [ "$(id -u)" = 0 ]; then chown 1000:1000 elastic_password search_password secret_key reporter_keys database_url; fi
