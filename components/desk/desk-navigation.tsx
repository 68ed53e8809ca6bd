import { headers } from 'next/headers'
import { use } from 'react'
import { isAllowed, type StaffRole } from '#lib/domain/roles.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

const places = [
  { name: 'work', href: '/desk', needs: 'agent' },
  { name: 'search', href: '/desk/search', needs: 'agent' },
  { name: 'unlocks', href: '/desk/unlocks', needs: 'agent' },
  { name: 'returns', href: '/desk/returns', needs: 'agent' },
  { name: 'cash', href: '/desk/cash', needs: 'agent' },
  { name: 'approvals', href: '/desk/approvals', needs: 'agent' },
  { name: 'audit_log', href: '/desk/audit-log', needs: 'admin' },
  { name: 'staff', href: '/desk/staff', needs: 'admin' },
  { name: 'settings', href: '/desk/settings', needs: 'admin' },
] as const satisfies { name: string; href: string; needs: StaffRole }[]

export function DeskNavigation({ role }: { role: StaffRole }) {
  const t = useTranslations('desk')
  const sent = use(headers())
  const path = (sent.get('x-path') ?? '').split('?')[0] ?? ''
  return (
    <nav aria-label={t('nav.label')} className="desk-column print:hidden">
      <ul className="-mx-2 flex flex-wrap">
        {places
          .filter(({ needs }) => isAllowed(role, needs))
          .map(({ name, href }) => (
            <li key={name}>
              <a
                href={href}
                aria-current={isHere(path, href) ? 'page' : undefined}
                className="desk-place"
              >
                {t(`nav.${name}`)}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  )
}

function isHere(path: string, href: string): boolean {
  return href === '/desk' ? path === href : path === href || path.startsWith(`${href}/`)
}
