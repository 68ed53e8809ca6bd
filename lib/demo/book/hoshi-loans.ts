import type { Persona } from './persona.ts'

/** Japan: yen without decimals, small and very large amounts, two installments open the phone for ten days. */
export const hoshiLoans: readonly Persona[] = [
  {
    loan: 'HS-3001',
    who: { name: '佐藤 美咲', email: 'misaki', phone: '+819000003001' },
    ...{ brand: 'Xiaomi', model: 'Redmi 12 5G' },
    ...{ plan: '12 x 2480', fellDue: 7, daysAgo: 15, paid: 4, is: 'locked' },
    story: 'three installments late, in a currency without decimals',
  },
  {
    loan: 'HS-3002',
    who: { name: 'Nguyễn Thị Hương', email: 'huong', phone: '+819000003002' },
    ...{ brand: 'OPPO', model: 'Reno11 A' },
    ...{ plan: '24 x 1980', fellDue: 10, daysAgo: 3, paid: 10, is: 'open' },
    story: 'up to date',
  },
  {
    loan: 'HS-3003',
    who: { name: '鈴木 健太', email: 'kenta', phone: '+819000003003' },
    ...{ brand: 'Samsung', model: 'Galaxy Z Fold5' },
    ...{ plan: '36 x 9999999', fellDue: 12, daysAgo: 12, paid: 11, is: 'locked' },
    story: 'amounts as long as they get',
  },
  {
    loan: 'HS-3004',
    who: { name: 'Abdulrahman bin Abdulaziz Al-Mutairi-Takahashi', email: 'abdulrahman' },
    ...{ brand: 'Tecno', model: 'Phantom V Flip' },
    ...{ plan: '12 x 7350', fellDue: 4, daysAgo: 6, paid: 3, is: 'open' },
    story: 'a long name; six days late and inside the days of grace',
  },
  {
    loan: 'HS-3005',
    who: { name: '高橋 翔', email: 'sho', phone: '+819000003005' },
    ...{ brand: 'Infinix', model: 'Zero 30' },
    ...{ plan: '10 x 3120', fellDue: 10, daysAgo: 20, paid: 9, plus: '3119', is: 'locked' },
    story: 'one yen is left',
  },
  {
    loan: 'HS-3006',
    who: { name: 'يوسف الخطيب', email: 'yusuf', phone: '+819000003006', language: 'ar' },
    ...{ brand: 'Samsung', model: 'Galaxy A54' },
    ...{ plan: '12 x 3400', fellDue: 6, daysAgo: 13, paid: 4, is: 'locked' },
    story: 'yen in Arabic',
  },
  {
    loan: 'HS-3007',
    who: { name: '伊藤 さくら', email: 'sakura', phone: '+819000003007' },
    ...{ brand: 'vivo', model: 'V29' },
    ...{ plan: '12 x 2890', fellDue: 5, daysAgo: 9, paid: 5, is: 'locked', silentDays: 9 },
    otherLocks: ['offline_lock'],
    story: 'paid, but locked and silent for nine days, with its own offline lock',
  },
  {
    loan: 'HS-3008',
    who: { sameAs: 'HS-3001' },
    ...{ brand: 'realme', model: 'GT Neo', nickname: '仕事用' },
    ...{ plan: '6 x 4500', fellDue: 3, daysAgo: 0, paid: 2, is: 'open' },
    story: 'her second phone, due today',
  },
  {
    loan: 'HS-3009',
    who: { name: '渡辺 大輔', email: 'daisuke', phone: '+819000003009' },
    ...{ brand: 'Nokia', model: 'G42' },
    ...{ plan: '12 x 1750', fellDue: 8, daysAgo: 11, paid: 7, is: 'locked', manual: true },
    story: 'no lock service: a person acts',
  },
]
