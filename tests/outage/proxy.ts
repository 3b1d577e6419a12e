import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { join, resolve } from "node:path";
import { freePort, makeFolder, needPackages, until } from "./debian";

const deploy = resolve(import.meta.dirname, "../../deploy");
/** Debian's; a checkout's own would be found first in a `PATH` of npm. */
const CADDY = "/usr/bin/caddy";
const NGINX = "/usr/sbin/nginx";

export const KINDS = ["caddy", "nginx"] as const;
export type Kind = (typeof KINDS)[number];
export type Ports = { http: number; https: number; away: number };
export type FrontProxy = Awaited<ReturnType<typeof startProxy>>;
type Started = { child: ChildProcess; ca: () => string };

export const choosePorts = async (): Promise<Ports> => ({
  http: await freePort(),
  https: await freePort(),
  away: await freePort(),
});

/** The proxy with the example of `deploy`, in front of two ports of this machine, once it answers with TLS. */
export async function startProxy(kind: Kind, ports: Ports, upstreams: readonly number[]) {
  const { folder, remove } = makeFolder(kind);
  const started = kind === "caddy" ? caddy : nginx;
  const { child, ca } = started(folder, ports, upstreams);
  const base = `https://localhost:${ports.https}`;
  const trusted = async () => {
    const agent = new Agent({ ca: ca() });
    await ask(agent, { port: ports.https, path: "/healthz" });
    agent.destroy();
    return true;
  };
  await until(`${kind} answers`, 30, trusted);
  return {
    base,
    ports,
    ca: ca(),
    stop: async () => {
      const ended = once(child, "exit");
      child.kill(kind === "nginx" ? "SIGQUIT" : "SIGTERM");
      await ended;
      remove();
    },
  };
}

/** What is written in the example, with another value in one place of it. Throws when it is not there. */
function replace(text: string, from: RegExp | string, to: string) {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`the example has no ${from}`);
  return changed;
}

function caddy(folder: string, ports: Ports, upstreams: readonly number[]): Started {
  needPackages(CADDY, "caddy");
  let example = readFileSync(join(deploy, "caddy/Caddyfile"), "utf8");
  // This machine's list of trusted authorities is not ours to add to.
  example = replace(example, /^\{$/m, "{\n\tskip_install_trust");
  const file = join(folder, "Caddyfile");
  writeFileSync(file, example);
  const child = spawn(CADDY, ["run", "--config", file, "--adapter", "caddyfile"], {
    stdio: ["ignore", "ignore", process.env.NAABER_PROXY_LOG ? "inherit" : "ignore"],
    env: {
      ...process.env,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      CADDY_ADMIN: "off",
      HTTP_PORT: String(ports.http),
      HTTPS_PORT: String(ports.https),
      AWAY_PORT: String(ports.away),
      SITE: "localhost",
      UPSTREAMS: upstreams.map((port) => `127.0.0.1:${port}`).join(" "),
    },
  });
  const root = join(folder, "caddy/pki/authorities/local/root.crt");
  return { child, ca: () => readFileSync(root, "utf8") };
}

function nginx(folder: string, ports: Ports, upstreams: readonly number[]): Started {
  needPackages(NGINX, "nginx-light", "openssl");
  const key = join(folder, "key.pem");
  const certificate = join(folder, "certificate.pem");
  const { status } = spawnSync(
    "openssl",
    [
      "req",
      "-x509",
      "-nodes",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-days",
      "2",
      "-subj",
      "/CN=localhost",
      "-addext",
      "subjectAltName=DNS:localhost",
      "-keyout",
      key,
      "-out",
      certificate,
    ],
    { stdio: "ignore" },
  );
  if (status !== 0) throw new Error("openssl made no certificate");
  let example = readFileSync(join(deploy, "nginx/naaber.conf"), "utf8");
  example = replace(example, /naaber\.example/g, "localhost");
  example = replace(example, "/etc/letsencrypt/live/localhost/fullchain.pem", certificate);
  example = replace(example, "/etc/letsencrypt/live/localhost/privkey.pem", key);
  example = replace(
    example,
    "https://localhost$request_uri",
    `https://localhost:${ports.https}$request_uri`,
  );
  example = replace(example, "listen 80;", `listen 127.0.0.1:${ports.http};`);
  example = replace(example, "listen 443 ssl", `listen 127.0.0.1:${ports.https} ssl`);
  for (const [index, port] of upstreams.entries())
    example = replace(example, `server 127.0.0.1:300${index + 1} `, `server 127.0.0.1:${port} `);
  writeFileSync(join(folder, "naaber.conf"), example);
  mkdirSync(join(folder, "temp"), { mode: 0o711 });
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${join(folder, "temp", name)};`,
  );
  const file = join(folder, "nginx.conf");
  writeFileSync(
    file,
    `daemon off; pid ${join(folder, "pid")}; ${process.getuid?.() === 0 ? "user www-data;" : ""}
error_log ${process.env.NAABER_PROXY_LOG ? "stderr" : "/dev/null"}; worker_processes 1;
events { worker_connections 512; }
http { access_log off; ${temporary.join(" ")} include ${join(folder, "naaber.conf")}; }`,
  );
  const child = spawn(NGINX, ["-c", file, "-e", "stderr"], {
    stdio: ["ignore", "ignore", process.env.NAABER_PROXY_LOG ? "inherit" : "ignore"],
  });
  return { child, ca: () => readFileSync(certificate, "utf8") };
}

type Asked = {
  port: number;
  path: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** The address of this machine that the client speaks from. */
  from?: string;
  ms?: number;
};
export type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
};

/** One request with TLS, its whole answer; throws when the answer breaks off or does not come. */
export function ask(
  agent: Agent,
  { port, path, method = "GET", headers = {}, body, from, ms = 90_000 }: Asked,
) {
  return new Promise<Answer>((answered, failed) => {
    const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
    const sent = request(
      {
        agent,
        host: "localhost",
        family: 4,
        port,
        path,
        method,
        localAddress: from,
        headers: { ...headers, ...length },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.once("error", failed);
        answer.once("end", () =>
          answered({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(parts).toString(),
          }),
        );
      },
    );
    sent.setTimeout(ms, () => sent.destroy(new Error("no answer in time")));
    sent.once("error", failed);
    sent.end(body);
  });
}
