import { DeskPage } from '#app/desk/desk-page.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { isStaffRole } from '#lib/domain/roles.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { requireStaff } from '#lib/staff/guards.ts'

export async function generateMetadata() {
  return { title: (await getTranslations('desk'))('denied.title') }
}

type Props = { searchParams: Promise<{ needs?: string }> }

export default async function NotForYourRole({ searchParams }: Props) {
  const { staff, lender } = await requireStaff()
  const { needs } = await searchParams
  const t = await getTranslations('desk')
  const needed = isStaffRole(needs) ? needs : 'admin'
  const roles = { needs: t(`role.${needed}`), has: t(`role.${staff.role}`) }
  return (
    <DeskPage title={t('denied.title')} staff={staff} lender={lender}>
      <p>{t('denied.text', roles)}</p>
      <TextLink href="/desk">{t('to_work')}</TextLink>
    </DeskPage>
  )
}
