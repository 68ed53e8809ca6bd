import { ProviderName } from '#components/desk/provider-name.tsx'
import { Button, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { Form } from '#components/ui/form.tsx'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { formatAgo, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { BoardGroup } from '#lib/unlocks/board.ts'
import { sendGroupAgain } from './actions.ts'
import { CauseWords } from './cause-words.tsx'
import { groupFields } from './group-key.ts'

type Props = { group: BoardGroup; isOut: boolean; reader: Reader }

/** Unlocks that one thing holds up: how many, how long, what was said, and a fresh try for all of them, but in an outage. */
export function Group({ group, isOut, reader }: Props) {
  const t = useTranslations('desk-unlocks')
  const { provider, stage, said, count, lateCount, oldestAt, sampleId } = group
  const fields = groupFields(group)
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h2>
          <CauseWords {...group} />
        </h2>
        {lateCount > 0 ? (
          <Chip tone="bad" icon="clock">
            {t('late', { count: lateCount })}
          </Chip>
        ) : (
          <Chip tone={stage === 'sending' || stage === 'waiting' ? 'plain' : 'wait'} icon="clock">
            {t(`stage.${stage}`)}
          </Chip>
        )}
      </div>
      <p>
        {t.rich('group_line', {
          count,
          ago: formatAgo(oldestAt, reader),
          provider: () => <ProviderName provider={provider} />,
        })}
      </p>
      {said && (
        <p className="text-small wrap-anywhere text-soft">
          <bdi dir="ltr">{said}</bdi>
        </p>
      )}
      <p className="flex flex-wrap gap-x-6">
        <TextLink href={`/desk/unlocks/${sampleId}`} className="inline-flex min-h-11 items-center">
          {t('oldest')}
        </TextLink>
        <TextLink
          href={`/desk/unlocks/group?${new URLSearchParams(fields)}`}
          className="inline-flex min-h-11 items-center"
        >
          {t('all_of_group', { count })}
        </TextLink>
      </p>
      {isOut && <p className="text-small text-soft">{t('goes_by_itself')}</p>}
      {!isOut && !isOpenedByHand(provider) && (
        <Form action={sendGroupAgain}>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Button look="quiet">{t('send_group', { count })}</Button>
        </Form>
      )}
    </Card>
  )
}
