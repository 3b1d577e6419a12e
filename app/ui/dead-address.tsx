import { useI18n } from "../i18n/context";
import { StateMark } from "./marks";

type Props = {
  /** A phone or an e-mail address as it stands beside it. */
  address: string | null | undefined;
  /** Those where nothing arrives. */
  dead: readonly string[];
};

/** Beside an address: that nothing arrives there, so that whoever needs an answer tries another way. */
export function DeadAddress({ address, dead }: Props) {
  const { t } = useI18n();
  if (!address || !dead.includes(address)) return null;
  return (
    <StateMark tone="warning">
      {t(address.includes("@") ? "messages:dead.email" : "messages:dead.phone")}
    </StateMark>
  );
}
