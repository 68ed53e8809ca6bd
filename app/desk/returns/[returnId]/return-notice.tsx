import { Banner } from '#components/ui/banner.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'

const acts = [
  'confirmed',
  'moved',
  'received',
  'inspected',
  'decided',
  'settled',
  'closed',
] as const

type Props = { refused: string | undefined; done: string | undefined }

export async function ReturnNotice({ refused, done }: Props) {
  const t = await getTranslations('desk-returns')
  if (refused)
    return (
      <Banner tone="wait" title={t(refused === 'own' ? 'own_title' : 'changed_title')}>
        {t('changed')}
      </Banner>
    )
  const act = acts.find((name) => name === done)
  return act ? <Banner tone="good" title={t(`done.${act}`)} /> : null
}
