import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useI18n } from "../../i18n/context";
import { refuse } from "../../platform/types";
import { changeSeveral } from "../../requests/commands/change-several.server";
import { MOST_AT_ONCE } from "../../requests/form";
import { answer, perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { asRefusal } from "../one-press.server";
import { RefusedStep } from "../refused-step";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("board:several.label");

export async function loader(args: LoaderFunctionArgs) {
  await requireCoordinator(args);
  return null;
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request, ["request"]);
  const marked = [sent.typed.request ?? []].flat();
  const named = marked.map((id) => ["request", id]);
  // An address has an end.
  if (named.length > MOST_AT_ONCE) return answer(sent, refuse("request.several"), "/board");
  // A task has a form of its own, which is told of which requests it is; so has joining, where they stand beside each other.
  if (sent.typed.what === "task")
    return redirect(`/board/tasks/new?${new URLSearchParams(named)}`, 303);
  if (sent.typed.what === "join") {
    if (named.length < 2) return answer(sent, refuse("request.several"), "/board");
    const around = [...new URL(args.request.url).searchParams];
    return redirect(`/board/requests/merges?${new URLSearchParams([...around, ...named])}`, 303);
  }
  const changed = asRefusal(await perform(ctx, changeSeveral, sent), "request.several");
  return answer(sent, changed, `/board${new URL(args.request.url).search}`);
}

export default function Several() {
  const { t } = useI18n();
  return (
    <div className="stack">
      <h1>{t("board:several.label")}</h1>
      <RefusedStep />
      <p>
        <a href="/board">{t("board:back")}</a>
      </p>
    </div>
  );
}
