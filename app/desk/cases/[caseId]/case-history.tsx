import { Card } from '#components/ui/card.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { type AboutCase, changeText } from './about-case.ts'

export async function CaseHistory({ changes, reader }: AboutCase) {
  const t = await getTranslations('desk')
  const lines = await Promise.all(
    changes.map(async (change) => ({ id: change.id, text: await changeText(change, reader) })),
  )
  return (
    <Card className="max-w-2xl">
      <h2>{t('case.history')}</h2>
      <ol className="flex flex-col gap-1 text-small">
        {lines.map(({ id, text }) => (
          <li key={String(id)}>{text}</li>
        ))}
      </ol>
    </Card>
  )
}
