import { requirePayment } from '#app/(borrower)/payments/[paymentId]/own-payment.ts'
import { formTitle } from '#app/form-faults.ts'
import { timelineFacts } from '#app/payment/payment-facts.ts'
import { Digits } from '#components/digits.tsx'
import { Page } from '#components/page/page.tsx'
import { ShownCode } from '#components/payment/shown-code.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { database } from '#lib/db/client.ts'
import { imeiTail } from '#lib/domain/identity/imei.ts'
import { type Opening, takesACode } from '#lib/domain/lock/opening.ts'
import { isShutByAnother } from '#lib/domain/timeline/facts.ts'
import { shutNote } from '#lib/domain/timeline/steps.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { currentCode } from '#lib/unlocks/offline-code.ts'
import { CodeForm } from './code-form.tsx'

type Props = {
  params: Promise<{ paymentId: string }>
  searchParams: Promise<{ refusal?: string; passkey?: string }>
}

export async function generateMetadata({ searchParams }: Props) {
  const { refusal } = await searchParams
  const hasFaults = refusal !== undefined && refusal !== 'passkey_needed'
  return { title: await formTitle((await getTranslations('code'))('title'), hasFaults) }
}

export default async function Code({ params, searchParams }: Props) {
  const { paymentId } = await params
  const { lender, payment, reader } = await requirePayment(paymentId)
  const t = await getTranslations('code')
  const words = await getTranslations('common')
  const open = await getTranslations('open')
  const said = await getTranslations('payment')
  const asked = await searchParams
  const isOpen = payment.unlockState === 'confirmed'
  const facts = timelineFacts(payment, reader.now)
  const { opening } = facts.device
  // A code that was given before opens it all the same.
  const canCode = takesACode(opening)
  const shutBy = isShutByAnother(facts) ? shutNote(facts.device) : undefined
  const shown =
    payment.unlockId && !isOpen && (await currentCode(database(), payment.unlockId, reader.now))
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      lender={lender}
      signedIn
      reference={payment.reference}
      back={{ href: `/payments/${paymentId}`, label: words('back_to_payment') }}
    >
      <p className="text-small text-soft">
        {payment.imei
          ? t.rich('phone', {
              phone: modelName(payment),
              tail: imeiTail(payment.imei),
              digits: (text) => <Digits>{text}</Digits>,
            })
          : modelName(payment)}
      </p>
      {isOpen && (
        <p className="font-semibold">{shutBy ? said(`note.${shutBy}`) : t('already_open')}</p>
      )}
      {shown && (
        <>
          <ShownCode code={shown} reader={reader} />
          <TextLink
            href={`/phones/${payment.deviceId}/open`}
            className="flex min-h-11 items-center"
          >
            {open('said')}
          </TextLink>
        </>
      )}
      {!isOpen && !canCode && <NoCode opening={opening} />}
      {!isOpen && canCode && (
        <CodeForm paymentId={paymentId} asked={asked} hasCode={Boolean(shown)} />
      )}
    </Page>
  )
}

/** Said instead of a form that would be refused. */
async function NoCode({ opening }: { opening: Opening }) {
  const t = await getTranslations('code')
  const why = opening === 'service_down' ? 'not_now' : 'no_codes'
  return (
    <Card>
      <h2>{t(`refusal_title.${why}`)}</h2>
      <p>{t(`refusal.${why}`)}</p>
    </Card>
  )
}
