#!/bin/sh
# Кладёт в готовый сайт редактор Sveltia CMS: sh publish/admin.sh output
# Программа берётся из npm, сверяется с контрольной суммой и отдаётся с вашего сайта; в архив она не входит.
set -eu

VERSION=0.221.1
SHA256=cfc6193c6c17c3d1d97c85bc2d63ec3655ba2a844b37c6fe5759f1a80821bb02

output=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

svod schema --cms admin/collections.json
npm pack --silent --pack-destination "$folder" "@sveltia/cms@$VERSION" > "$folder/name"
package="$folder/$(cat "$folder/name")"
echo "$SHA256  $package" | sha256sum --check --quiet
tar -xzf "$package" -C "$folder"

rm -rf "$output/admin"
mkdir "$output/admin"
cp admin/* "$output/admin/"
cp -R "$folder/package/npm" "$output/admin/cms"
cp "$folder/package/LICENSE.txt" "$output/admin/cms/"
find "$output/admin/cms" -name '*.map' -exec rm {} +

# Перевод лежит рядом, но браузеру он нужен как модуль.
mkdir "$output/admin/locales"
for language in "$folder"/package/locales/*.json; do
  { printf 'export default '; cat "$language"; } > "$output/admin/locales/$(basename "$language" .json).js"
done

# Шрифты тоже лежат рядом, но программа просит их у чужого сайта: пусть берёт свои.
fonts='https://cdn\.jsdelivr\.net/fontsource/fonts'
name='[^"`]*\.woff2'
sed -e 's#\.\./locales/\([A-Za-z-]*\)\.json#../locales/\1.js#g' \
  -e "s#$fonts/source-sans-3$name#cms/assets/source-sans-3-latin-wght-normal-BqRLTx4X.woff2#" \
  -e "s#$fonts/noto-mono$name#cms/assets/noto-mono-latin-400-normal-DiC8lJru.woff2#" \
  -e "s#$fonts/material-symbols-outlined$name#cms/assets/material-symbols-outlined-latin-wght-normal-_Z1IJPLg.woff2#" \
  "$folder/package/npm/index.js" > "$output/admin/cms/index.js"
