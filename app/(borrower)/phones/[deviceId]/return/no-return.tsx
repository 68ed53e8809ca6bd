import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ReturnView } from './return-view.ts'

type Props = { view: Exclude<ReturnView, { kind: 'quote' }>; lenderName: string }

export async function NoReturn({ view, lenderName }: Props) {
  const t = await getTranslations('returns')
  return (
    <Card>
      <p>{t(`not.${view.kind}`, { lender: isolated(lenderName) })}</p>
      {'returnId' in view && (
        <LinkButton href={`/returns/${view.returnId}`}>{t('not.see')}</LinkButton>
      )}
    </Card>
  )
}
