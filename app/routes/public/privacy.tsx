import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import { readDays } from "../../privacy/queries/retention.server";
import { KeptList } from "../../privacy/view/processing-table";
import { useShell } from "../../shell";
import { titled } from "../titled";
import { useContacts } from "./use-contacts";

export const meta = titled("public:privacy.title");

const PARTS = ["who", "what", "why", "sees", "long", "cookies", "rights"] as const;

export const loader = async ({ context }: LoaderFunctionArgs) => ({
  days: await readDays(context.db),
});

export default function Privacy() {
  const { t } = useI18n();
  const { demo } = useShell().city;
  const { days } = useLoaderData<typeof loader>();
  const contacts = useContacts();
  return (
    <>
      <h1>{t("public:privacy.title")}</h1>
      <p>{t("public:privacy.lead")}</p>
      {PARTS.map((part) => (
        <section key={part} className="stack tight">
          <h2>{t(`public:privacy.${part}.title`)}</h2>
          <p>{t(`public:privacy.${part}.text`, contacts)}</p>
        </section>
      ))}
      <KeptList days={days} demo={demo} />
    </>
  );
}
