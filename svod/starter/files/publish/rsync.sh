#!/bin/sh
# Собирает сайт и кладёт его на обычный сервер:
#
#     SVOD_SERVER=user@example.org:/var/www/archive sh publish/rsync.sh
#
# Сервер — любой, который отдаёт файлы (nginx, Apache). Нужны rsync и доступ по ssh.
# Страницы заменяются в конце передачи, чужие файлы в этой папке удаляются.
set -eu

: "${SVOD_SERVER:?Назовите сервер: SVOD_SERVER=user@example.org:/var/www/archive}"
cd "$(dirname "$0")/.."

svod build
rsync --recursive --links --times --compress --delay-updates --delete-after \
  --exclude=.svod-manifest.txt --exclude=.well-known output/ "${SVOD_SERVER%/}/"
