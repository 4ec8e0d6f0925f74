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
