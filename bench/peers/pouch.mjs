// PouchDB and its own server: so many documents up, nothing new, and down again. Prints one line of JSON.
// Called as: node pouch.mjs FOLDER FILE, the file holding one JSON document a line.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { createRequire } from "node:module";
import { readFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const need = createRequire(pathToFileURL(join(process.cwd(), "package.json")));
const PouchDB = need("pouchdb");

const port = await new Promise((told) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => told(port));
  });
});
mkdirSync(join(folder, "server"), { recursive: true });
const program = need.resolve("pouchdb-server/bin/pouchdb-server");
const words = [program, "--host", "127.0.0.1", "--port", String(port), "--dir", join(folder, "server"), "--no-stdout-logs"];
const server = spawn(process.execPath, words, { cwd: folder, stdio: "ignore" });
const url = `http://127.0.0.1:${port}`;
for (let tries = 0; ; tries++) {
  try {
    await fetch(url);
    break;
  } catch (problem) {
    if (tries > 200) throw problem;
    await new Promise((again) => setTimeout(again, 50));
  }
}

const timed = async (work) => {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
};
try {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  const documents = lines.map((line, n) => ({ _id: String(n).padStart(8, "0"), record: JSON.parse(line) }));
  const local = new PouchDB(join(folder, "local"));
  const remote = new PouchDB(`${url}/work`);
  for (let n = 0; n < documents.length; n += 500) await local.bulkDocs(documents.slice(n, n + 500));
  await remote.info();
  const up = await timed(() => local.replicate.to(remote, { batch_size: 500 }));
  const empty = await timed(() => local.replicate.to(remote, { batch_size: 500 }));
  const other = new PouchDB(join(folder, "other"));
  const down = await timed(() => other.replicate.from(remote, { batch_size: 500 }));
  const there = [await remote.info(), await other.info()].map((each) => each.doc_count);
  console.log(JSON.stringify({ up, empty, down, there }));
} finally {
  server.kill("SIGKILL");
}
process.exit(0);
