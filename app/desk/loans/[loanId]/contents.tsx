import { useTranslations } from '#lib/i18n/translations.ts'

export const parts = [
  'borrower',
  'phone',
  'acts',
  'affairs',
  'holds',
  'payments',
  'unlocks',
  'schedule',
  'ledger',
  'notices',
  'audit_log',
] as const
export type Part = (typeof parts)[number]

export function Contents() {
  const t = useTranslations('desk')
  return (
    <nav aria-label={t('loan.contents')} className="print:hidden">
      <ul className="flex flex-wrap gap-x-5">
        {parts.map((part) => (
          <li key={part}>
            <a href={`#${part}`} className="text-link flex min-h-11 items-center text-small">
              {t(`loan.part.${part}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export function PartTitle({ part }: { part: Part }) {
  const t = useTranslations('desk')
  return (
    <h2 id={part} className="scroll-mt-4">
      {t(`loan.part.${part}`)}
    </h2>
  )
}
