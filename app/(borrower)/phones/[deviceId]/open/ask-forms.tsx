import { PasskeyField, passkeyFaults } from '#components/payment/passkey.tsx'
import { TroubleLink } from '#components/phone/trouble-link.tsx'
import { Button, LinkButton, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { FaultsTold } from '#components/ui/faults-told.tsx'
import { Form } from '#components/ui/form.tsx'
import { type Opening, takesACode } from '#lib/domain/lock/opening.ts'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { Phone } from '#lib/loans/phone.ts'
import type { AskBar } from '#lib/workflows/unlocks/request-unlock-for-borrower.ts'
import { askForUnlock } from './actions.ts'

type Props = {
  phone: Phone
  said: { refusal?: string; passkey?: string }
  hasCode: boolean
  opening: Opening
  /** Why no new unlock can be asked for now. */
  bar: AskBar | undefined
  reader: Reader
}

const ownRefusals = ['watched', 'lately'] as const
const codeRefusals = ['not_paid', 'already_open', 'too_many', 'no_codes', 'not_now'] as const

export async function AskForms({ phone, said, hasCode, opening, bar, reader }: Props) {
  const t = await getTranslations('open')
  const codes = await getTranslations('code')
  const { refusal } = said
  const own = ownRefusals.find((name) => name === refusal)
  const ofCode = codeRefusals.find((name) => name === refusal)
  const canCode = takesACode(opening)
  const id = <input type="hidden" name="deviceId" value={phone.deviceId} />
  return (
    <>
      {own && (
        <FaultsTold told={own}>
          <h2>{t(`refusal_title.${own}`)}</h2>
          <p>{t(`refusal.${own}`, againWords(bar, reader))}</p>
          <TextLink href="/help" className="flex min-h-11 items-center">
            {t('help')}
          </TextLink>
        </FaultsTold>
      )}
      {ofCode && (
        <FaultsTold told={ofCode}>
          <h2>{codes(`refusal_title.${ofCode}`)}</h2>
          <p>{codes(`refusal.${ofCode}`)}</p>
        </FaultsTold>
      )}
      {canCode && (
        <Card>
          <h2>{codes('title')}</h2>
          <p>{t('code')}</p>
          <Form
            action={askForUnlock}
            className="flex flex-col gap-4"
            faults={await passkeyFaults(said)}
            summary={codes('passkey_summary')}
            noValidate
          >
            {id}
            <PasskeyField asked={said} />
            <Button look={hasCode ? 'quiet' : 'primary'} name="intent" value="code">
              {codes(hasCode ? 'get_another' : 'get')}
            </Button>
          </Form>
          {hasCode && !phone.saidOpenAt && (
            <Form action={askForUnlock} className="flex flex-col gap-2">
              {id}
              <p className="text-small text-soft">{t('said_note')}</p>
              <Button name="intent" value="said">
                {t('said')}
              </Button>
            </Form>
          )}
        </Card>
      )}
      {!phone.liveUnlock && (
        <Card>
          <h2>{t('ask_title')}</h2>
          <p>{bar ? t(`refusal_title.${bar.name}`) : t('ask_note', { opening })}</p>
          {bar ? (
            <p>{t(`refusal.${bar.name}`, againWords(bar, reader))}</p>
          ) : (
            <Form action={askForUnlock}>
              {id}
              <Button look="quiet" name="intent" value="ask">
                {t('ask', { opening })}
              </Button>
            </Form>
          )}
        </Card>
      )}
    </>
  )
}

function againWords(bar: AskBar | undefined, reader: Reader) {
  return { time: bar?.name === 'lately' ? formatMoment(bar.againAt, reader) : 'none' }
}

/** By the ledger the phone may be locked: no code and no unlock can be had, but what is overdue can be settled otherwise. */
export async function MayBeLocked({
  deviceId,
  isRefused,
}: {
  deviceId: string
  isRefused: boolean
}) {
  const t = await getTranslations('open')
  const phones = await getTranslations('phones')
  const holds = await getTranslations('holds')
  const path = `/phones/${deviceId}`
  const words = (
    <>
      <h2>{t('refusal_title.may_be_locked')}</h2>
      <p>{t('refusal.may_be_locked')}</p>
    </>
  )
  return (
    <>
      {isRefused ? <FaultsTold told="may_be_locked">{words}</FaultsTold> : <Card>{words}</Card>}
      <LinkButton href={`${path}/pay`}>{phones('pay_unlock')}</LinkButton>
      <TroubleLink deviceId={deviceId} />
      <TextLink href={`${path}/dispute`} className="flex min-h-11 items-center">
        {holds('title')}
      </TextLink>
    </>
  )
}
