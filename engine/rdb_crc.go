// The checksum of Redis's dump format: CRC-64 by the polynomial of Jones.

package engine

// crcTable is made when it is needed, in microseconds: made at the start it
// would be in every build.
func crcTable() (table [256]uint64) {
	const polynomial = 0x95ac9329ac4bc9b5 // lowest bit first
	for i := range table {
		crc := uint64(i)
		for range 8 {
			if crc&1 != 0 {
				crc = crc>>1 ^ polynomial
			} else {
				crc >>= 1
			}
		}
		table[i] = crc
	}
	return table
}

func crc64(s string) uint64 {
	crc, table := uint64(0), crcTable()
	for i := range len(s) {
		crc = table[byte(crc)^s[i]] ^ crc>>8
	}
	return crc
}
