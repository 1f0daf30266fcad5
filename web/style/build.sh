#!/bin/sh
# Rebuilds the static files from this folder: run "npm ci" first. What it
# writes is committed, and is the same byte for byte each time.
set -e
cd "$(dirname "$0")"
to=../static
node_modules/.bin/sass --load-path=. --style=compressed --no-source-map --quiet-deps scss/app.scss "$to/app.css"
node_modules/.bin/esbuild js/app.mjs --bundle --minify --format=esm --target=es2020 --log-level=warning --outfile="$to/app.js"
cp node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2 "$to/"
cp icons/*.svg "$to/"
cp node_modules/axe-core/axe.min.js ../../internal/testing/browser/testdata/
