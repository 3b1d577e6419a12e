import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useParams } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import { looksAtRequest } from "../../privacy/queries/looks.server";
import { LooksPage } from "../../privacy/view/looks-page";
import { codeInGroups } from "../../requests/rules/look-up";
import { requireRequest } from "../board/sheet.server";
import { found } from "../gate.server";
import { titled } from "../titled";
import { afterOf } from "./page.server";

export const handle = { face: "member" };
export const meta = titled("privacy:looks.link");

/** For the coordinator who prints it for the resident. */
export async function loader(args: LoaderFunctionArgs) {
  const { ctx, id } = await requireRequest(args);
  return found(await looksAtRequest(ctx.db, id, afterOf(args.request)));
}

export default function RequestLooks() {
  const { code, looks, next } = useLoaderData<typeof loader>();
  const { id } = useParams();
  const { t } = useI18n();
  return (
    <LooksPage
      title={t("privacy:looks.forRequest", { code: codeInGroups(code) })}
      lead={t("privacy:looks.forLead")}
      none={t("privacy:looks.requestNone")}
      looks={looks}
      next={next ? `/board/requests/${id}/looks?after=${next}` : null}
      back={`/board/requests/${id}`}
    />
  );
}
