import type { ComponentProps } from "react";
import { useI18n } from "../../../i18n/context";
import { ownName } from "../../../i18n/format";
import { typedText } from "../../../platform/form";
import type { Locale } from "../../../platform/types";
import { Radios, Select } from "../../../ui/choice";
import { HelpPage } from "../resident/help-page";

type Props = Omit<ComponentProps<typeof HelpPage>, "taking"> & { locales: Locale[] };

/** The residents' own form, filled in by whoever has them on the phone. */
export function TakePage({ locales, ...props }: Props) {
  const { t, locale } = useI18n();
  const { typed, errors } = props;
  const questions = (
    <section className="stack">
      <Radios
        name="channel"
        label={t("board:take.channel")}
        layout="inline"
        value={typedText(typed, "channel") || "phone"}
        error={errors.channel ? t("board:error.channel") : null}
        options={(["phone", "walk-in"] as const).map((one) => ({
          value: one,
          label: t(`board:channel.${one}`),
        }))}
      />
      <Select
        name="locale"
        label={t("board:language")}
        value={typedText(typed, "locale") || locale}
        placeholder={false}
        width="half"
        options={locales.map((one) => ({ value: one, label: ownName(one) }))}
      />
    </section>
  );
  const title = t("board:take.title");
  const lead = (
    <>
      {t("board:take.lead")} <a href="/board/requests/import">{t("board:import.open")}</a>
    </>
  );
  return <HelpPage {...props} taking={{ title, lead, questions, action: "/board/requests/new" }} />;
}
