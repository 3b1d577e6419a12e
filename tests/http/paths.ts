import remix from "../../remix.config.js";

/** Every path of the URL map, as the program has it: `/board/requests/:id/triage`. */
export function everyPath(): string[] {
  const paths: string[] = [];
  const stack = [""];
  const define = (build: (route: (...args: unknown[]) => void) => void) => {
    build((path, _file, ...more) => {
      const base = stack.at(-1)!;
      const full = path === "/" ? "/" : [base, path].filter(Boolean).join("/");
      paths.push(full === "/" ? "/" : `/${full}`);
      const children = more.find((one) => typeof one === "function") as (() => void) | undefined;
      stack.push(full === "/" ? "" : full);
      children?.();
      stack.pop();
    });
    return {};
  };
  remix.routes!(define as never);
  return [...new Set(paths)].sort();
}
