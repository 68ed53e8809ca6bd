import { actWords } from '#app/desk/acts/act-words.ts'
import { Card } from '#components/ui/card.tsx'
import { checksFor } from '#lib/domain/return/checklist.ts'
import { endedPaid } from '#lib/domain/return/return.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { receivePhone } from './actions.ts'
import { ReceiveForm } from './receive-form.tsx'
import { addressOf } from './return-forms.ts'
import type { ViewedReturn } from './viewed-return.ts'

export async function ReceiveTask({ shown }: ViewedReturn) {
  const t = await getTranslations('desk-returns')
  const words = await getTranslations('returns')
  const kept = checksFor(shown).filter((item) => item !== 'backup')
  const isLate = shown.state === 'expired'
  return (
    <Card>
      <h2>{t(isLate ? 'late.title' : 'receive.title')}</h2>
      {isLate && <p>{t(endedPaid(shown) ? 'late.paid' : 'late.text')}</p>}
      <ReceiveForm
        receivePhone={receivePhone}
        hidden={{ returnId: shown.returnId, version: `${shown.version}` }}
        sentTo={addressOf(shown.returnId, 'receive')}
        left={kept.map((item) => [item, words(`left.${item}`)])}
        words={{
          summary: (await actWords('')).summary,
          imei: t('receive.imei'),
          imeiHint: t('receive.imei_hint'),
          left: t('receive.left'),
          leftHint: t('receive.left_hint'),
          consentTitle: t('receive.consent_title'),
          consent: t('receive.consent'),
          consentHint: t('receive.consent_hint'),
          button: t('receive.button'),
        }}
      />
    </Card>
  )
}
