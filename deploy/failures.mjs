import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

/** Of a message that is long, the end says what was expected and where. */
const LINES = 40;

/**
 * What failed by the modules and errors that Vitest gives its reporters: `{ file, name, message }`. Its JSON has no differences, no
 * hooks of what is described within a file, and no errors that no test waited for.
 */
export function failuresOfVitest(modules, unhandled, root) {
  const of = (file, name, errors) =>
    errors.length === 0 ? [] : [{ file, name, message: errors.map(describe).join("\n") }];
  /** Where in our own files, and what is different. */
  const describe = ({ message = "", stack = "", diff = "" }) => {
    const frames = stack.split("\n").filter((line) => /^ *at /.test(line));
    const own = frames.filter((line) => line.includes(root) && !line.includes("node_modules"));
    return [message, ...own, diff].filter(Boolean).join("\n");
  };
  return [
    ...modules.flatMap((module) => {
      const file = relative(root, module.moduleId);
      return [
        ...of(file, "(outside of its tests)", module.errors()),
        ...[...module.children.allSuites()].flatMap((suite) =>
          of(file, `${suite.fullName} (a hook)`, suite.errors()),
        ),
        ...[...module.children.allTests()].flatMap((test) =>
          of(file, test.fullName, test.result().state === "failed" ? test.result().errors : []),
        ),
      ];
    }),
    ...of("tests", "(no test waited for it)", unhandled),
  ];
}

/** What failed by the JSON that Playwright writes, also what passed only when it was tried again. */
export function failuresOfPlaywright({ config, suites, errors }, root) {
  const folder = relative(root, config.rootDir);
  const inSuite = (suite, names) => [
    ...(suite.specs ?? []).flatMap((spec) =>
      spec.tests
        .filter(({ status }) => status === "unexpected" || status === "flaky")
        .map((test) => ({
          file: `${folder}/${spec.file}:${spec.line}`,
          name: [...names, spec.title].join(" "),
          message: test.results.flatMap((result) => result.errors.map(textOf)).join("\n"),
        })),
    ),
    ...(suite.suites ?? []).flatMap((inner) => inSuite(inner, [...names, inner.title])),
  ];
  return [
    ...suites.flatMap((suite) => inSuite(suite, [])),
    // The set-up of all, or a file that could not be read.
    ...errors.map((error) => ({
      file: folder,
      name: "(outside of its tests)",
      message: textOf(error),
    })),
  ];
}

const textOf = ({ message, stack, value }) => message ?? stack ?? value ?? "";

/** As text for the end of a log: file, name, and the last lines of the message, without colours. */
export function describeFailures(failures) {
  return failures
    .map(({ file, name, message }) => {
      const lines = stripVTControlCharacters(message).trimEnd().split("\n");
      const shown = lines.length > LINES ? ["…", ...lines.slice(-LINES)] : lines;
      return [`FAILED: ${file}: ${name}`, ...shown.map((line) => `  ${line}`.trimEnd())].join("\n");
    })
    .join("\n\n");
}
