/** Answer each line [extension, record, anchor, number] with the record of that place. */

import { createInterface } from "node:readline";

import { placed } from "../../svod/site/client/records.js";

for await (const line of createInterface({ input: process.stdin })) {
  const [extension, record, anchor, number] = JSON.parse(line);
  console.log(JSON.stringify(placed(extension, record, anchor, number)));
}
