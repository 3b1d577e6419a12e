import { useI18n } from "../../i18n/context";
import { Button, ButtonLink } from "../../ui/button";
import { DeadAddress } from "../../ui/dead-address";
import { Notice } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";

type Silent = {
  id: string;
  taskId: string;
  name: string;
  phone: string | null;
  silentSince: Date | null;
};

type Props = {
  people: readonly Silent[];
  /** Numbers that no text message reaches. */
  dead: readonly string[];
  leadsTo?: string;
};

/** Who was asked whether they are all right and does not answer: to be called, and to be set right once they were reached. */
export function SilentPeople({ people, dead, leadsTo = "" }: Props) {
  const { t, moment } = useI18n();
  return people.map(
    ({ id, taskId, name, phone, silentSince }) =>
      silentSince && (
        <Notice
          key={id}
          tone="warning"
          title={t("tasks:noSign.title", { name, at: moment(silentSince) })}
        >
          <p>{t("tasks:noSign.text")}</p>
          <div className="row">
            {phone && (
              <ButtonLink icon="phone" href={`tel:${phone}`}>
                {t("tasks:noSign.call", { phone })}
              </ButtonLink>
            )}
            <DeadAddress address={phone} dead={dead} />
            <PostForm action={`/board/tasks/${taskId}/signs-of-life${leadsTo}`}>
              <Button name="assignment" value={id}>
                {t("tasks:noSign.reached")}
              </Button>
            </PostForm>
          </div>
        </Notice>
      ),
  );
}
