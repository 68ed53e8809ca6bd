import { DeskLine, DeskList } from '#components/desk/desk-list.tsx'
import { ProviderName } from '#components/desk/provider-name.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { database } from '#lib/db/client.ts'
import { isAllowed } from '#lib/domain/roles.ts'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { currentStaff } from '#lib/staff/guards.ts'
import { wouldOpen } from '#lib/workflows/unlocks/would-open.ts'
import { letOpen } from './actions.ts'

type Props = { provider: string; since: Temporal.Instant | null; reader: Reader }

/** A lock service that is only watched: what it would open by the ledger, why, and the word that lets it. */
export async function Watching({ provider, since, reader }: Props) {
  const t = await getTranslations('desk-unlocks')
  const signedIn = await currentStaff()
  if (!signedIn || !since) return null
  const service = { lenderId: signedIn.lender.id, provider }
  const { phones, count } = await wouldOpen(database(), service, reader.now)
  return (
    <Card>
      <Banner
        tone="wait"
        title={t.rich('watching.title', {
          provider: () => <ProviderName provider={provider} />,
          at: formatMoment(since, reader),
        })}
      >
        <p>{t('watching.explained')}</p>
        <p className="font-semibold">{t('watching.would', { count })}</p>
      </Banner>
      {count > 0 && (
        <details>
          <summary className="min-h-11 cursor-pointer content-center">
            {t('watching.first', { count: phones.length })}
          </summary>
          <DeskList>
            {phones.map(({ deviceId, loanId, loanNumber, borrowerName, brand, model, reasons }) => (
              <DeskLine
                key={deviceId}
                title={<bdi>{loanNumber}</bdi>}
                href={`/desk/loans/${loanId}`}
                aside={reasons.map((reason) => (
                  <span key={reason}>{t(`watching.reason.${reason}`)}</span>
                ))}
              >
                <span>
                  <bdi>{borrowerName}</bdi> · <bdi>{`${brand} ${model}`}</bdi>
                </span>
              </DeskLine>
            ))}
          </DeskList>
        </details>
      )}
      {isAllowed(signedIn.staff.role, 'approver') ? (
        <Form action={letOpen}>
          <input type="hidden" name="provider" value={provider} />
          <Button>{t(count > 0 ? 'watching.end' : 'watching.end_nothing')}</Button>
        </Form>
      ) : (
        <p className="text-small text-soft">{t('watching.needs')}</p>
      )}
    </Card>
  )
}
