import { streetBefore } from "../../../districts/rules/street-name";
import { useI18n } from "../../../i18n/context";
import { ownName } from "../../../i18n/format";
import { Shortcut } from "../../../ui/button";
import { DeadAddress } from "../../../ui/dead-address";
import { filterQuery, readFilter } from "../../rules/filter";
import { stairsInWords } from "../../rules/stairs";
import { requestMayBecome } from "../../states";
import type { OpenedRequest } from "../../views";

type Props = {
  request: OpenedRequest;
  dead: readonly string[];
  /** The filter of the list beside it. */
  query: string;
};

/** Of the same lane and kinds as are listed, those in its street. */
const sameStreet = (query: string, id: string) =>
  filterQuery(readFilter(new URLSearchParams(query)), {
    group: "open",
    search: "",
    after: null,
    street: id,
  });

/** Where, how to get in, and whom to call: large, for it is read out and written down. */
export function Whom({ request, dead, query }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  const { secret, locale, state } = request;
  const { address, access, phone, name, forName, forPhone } = secret;
  const isForOther = Boolean(forName || forPhone);
  const ways = [stairsInWords(i18n, request), access].filter(Boolean);
  const street = requestMayBecome(state, "cancelled") && streetBefore(address);
  return (
    <section className="stack tight">
      {(address || ways.length > 0) && (
        <p>
          <span className="address">{address}</span> {ways.map((way) => `· ${way} `)}
          {street && (
            <>
              {" "}
              <a className="no-print" href={`/board${sameStreet(query, request.id)}`}>
                {t("board:street.mark")}
              </a>
            </>
          )}
        </p>
      )}
      {isForOther && (
        <p className="row">
          <b>{t("board:helpFor")}</b>
          {forPhone && (
            <a className="num" href={`tel:${forPhone}`} data-key="KeyP">
              {forPhone}
              <Shortcut code="KeyP" />
            </a>
          )}
          <span>{forName}</span>
        </p>
      )}
      <p className="row">
        {isForOther && <b>{t("board:askedBy")}</b>}
        {phone && (
          <a className="num" href={`tel:${phone}`} data-key={forPhone ? undefined : "KeyP"}>
            {phone}
            {!forPhone && <Shortcut code="KeyP" />}
          </a>
        )}
        <DeadAddress address={phone} dead={dead} />
        <span>{[name, ownName(locale)].filter(Boolean).join(" · ")}</span>
      </p>
    </section>
  );
}
