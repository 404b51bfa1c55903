import {
  ApiOutlined,
  AppstoreOutlined,
  AuditOutlined,
  CalculatorOutlined,
  CalendarOutlined,
  CheckSquareOutlined,
  ClockCircleOutlined,
  CreditCardOutlined,
  DashboardOutlined,
  FileOutlined,
  HomeOutlined,
  KeyOutlined,
  MailOutlined,
  PhoneOutlined,
  PictureOutlined,
  PlusOutlined,
  SafetyOutlined,
  SettingOutlined,
  TeamOutlined,
  ThunderboltOutlined,
  UserOutlined,
} from '@ant-design/icons'

const icons: Record<string, typeof AppstoreOutlined> = {
  api: ApiOutlined,
  audit: AuditOutlined,
  billing: CreditCardOutlined,
  calculator: CalculatorOutlined,
  calendar: CalendarOutlined,
  check: CheckSquareOutlined,
  'check-square': CheckSquareOutlined,
  dashboard: DashboardOutlined,
  file: FileOutlined,
  home: HomeOutlined,
  jobs: ClockCircleOutlined,
  key: KeyOutlined,
  mail: MailOutlined,
  phone: PhoneOutlined,
  picture: PictureOutlined,
  plus: PlusOutlined,
  safety: SafetyOutlined,
  setting: SettingOutlined,
  team: TeamOutlined,
  thunderbolt: ThunderboltOutlined,
  user: UserOutlined,
}

/** A definition's icon. Names that are not in the map get a plain one, so that a new resource needs no edit here. */
export function ResourceIcon({ name }: { name: string }) {
  const Icon = icons[name] ?? AppstoreOutlined
  return <Icon aria-hidden />
}
