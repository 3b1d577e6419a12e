/** What nobody packs, nobody has to unpack: a tenth of what a page costs, which counts where thousands are asked for. */
export const UNPACKED = { "Accept-Encoding": "identity" };

/** A browser as far as cookies go: keeps what it is given, and follows nothing by itself. */
export function makeBrowser(base: string, agent = "Mozilla/5.0 (Linux; Android 14) Firefox/131.0") {
  const jar = new Map<string, string>();
  const keep = (answer: Response) => {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split("; ");
      const [name = "", ...value] = pair.split("=");
      if (attributes.includes("Max-Age=0")) jar.delete(name);
      else jar.set(name, value.join("="));
    }
  };
  async function send(method: "GET" | "POST", path: string, form?: Record<string, string>) {
    const answer = await fetch(base + path, {
      method,
      redirect: "manual",
      headers: {
        ...UNPACKED,
        "User-Agent": agent,
        Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
      },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    keep(answer);
    const location = answer.headers.get("location");
    return { status: answer.status, location, text: await answer.text(), answer };
  }
  return {
    jar,
    get: (path: string) => send("GET", path),
    post: (path: string, form: Record<string, string> = {}) => send("POST", path, form),
  };
}

export type Browser = ReturnType<typeof makeBrowser>;
