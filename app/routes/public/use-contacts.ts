import { useI18n } from "../../i18n/context";
import { useShell } from "../../shell";

/** Who is responsible and whom one can ask, for the sentences of the public pages, also where it is not filled in. */
export function useContacts() {
  const { t } = useI18n();
  const { about } = useShell().city;
  const unknown = t("public:unnamed.contact");
  return {
    organisation: about.organisation ?? t("public:unnamed.organisation"),
    contact: [about.dataContact, about.email, about.helpLine].filter(Boolean).join(", ") || unknown,
    authority: about.authority ?? unknown,
  };
}
