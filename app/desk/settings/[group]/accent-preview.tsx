import { accentShades } from '#components/accent.ts'
import { Card } from '#components/ui/card.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'

/** The colour in force as borrowers meet it, by day and by night. */
export async function AccentPreview({ colour }: { colour: string }) {
  const t = await getTranslations('desk-settings')
  return (
    <Card>
      <h2>{t('preview')}</h2>
      <div className="flex flex-wrap gap-3">
        {Object.entries(accentShades(colour)).map(([scheme, { fill, ink }]) => (
          <svg key={scheme} viewBox="0 0 200 48" className="h-12 w-50" aria-hidden="true">
            <rect width="200" height="48" rx="12" fill={fill} />
            <text x="100" y="30" textAnchor="middle" fill={ink} fontWeight="600" fontSize="17">
              {t('preview_button')}
            </text>
          </svg>
        ))}
      </div>
      <p className="text-small text-soft">{t('preview_shaded')}</p>
    </Card>
  )
}
