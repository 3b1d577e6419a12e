import { useI18n } from "../../i18n/context";
import type { Window } from "../../platform/types";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { ErrorSummary, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { WhyNot } from "../types";
import { ShiftsMenu } from "./shifts-menu";
import { Hours, useRoleTitle } from "./words";

type CheckInProps = {
  code: string;
  found: { id: string; place: string; window: Window } | null;
  roles: { id: string; title: string; skills: readonly string[]; whyNot: WhyNot | null }[] | null;
  refused: string | null;
  /** No shift of now has this code. */
  missing: boolean;
};

/** By the code that hangs at the place: typed in, or read by the phone's camera as a link. */
export function CheckInPage({ code, found, roles, refused, missing }: CheckInProps) {
  const { t, refusal, clock } = useI18n();
  const titleOf = useRoleTitle();
  const wrong = missing && !refused ? t("shifts:codeMissing") : null;
  return (
    <>
      <h1>{t("shifts:part.check-in")}</h1>
      <ShiftsMenu current="check-in" />
      {refused && <Refusal>{refused}</Refusal>}
      {found ? (
        <PostForm className="stack" action={`/check-in?code=${code}`}>
          <input type="hidden" name="code" value={code} />
          <p className="address">
            {found.place}, <Hours window={found.window} />
          </p>
          {roles ? (
            <>
              <p>{t("shifts:walkIn")}</p>
              {roles.map((role) =>
                role.whyNot ? (
                  <p key={role.id}>
                    <b>{titleOf(role)}</b>{" "}
                    {refusal(`shift.${role.whyNot}_soon`, { when: clock(found.window.from) })}
                  </p>
                ) : (
                  <Button key={role.id} wide name="role" value={role.id} tone="primary">
                    {titleOf(role) || t("shifts:checkIn")}
                  </Button>
                ),
              )}
              {roles.length === 0 && <p>{t("shifts:noRoom")}</p>}
            </>
          ) : (
            <Button tone="primary" wide>
              {t("shifts:checkIn")}
            </Button>
          )}
        </PostForm>
      ) : (
        <form className="stack" method="get" action="/check-in">
          <ErrorSummary items={wrong ? [{ href: "#code", text: wrong }] : []} />
          <Field
            name="code"
            label={t("shifts:code")}
            hint={t("shifts:codeHint")}
            error={wrong}
            value={code}
            width="short"
            inputMode="numeric"
            autoComplete="off"
          />
          <Button tone="primary">{t("common:button.next")}</Button>
        </form>
      )}
    </>
  );
}
