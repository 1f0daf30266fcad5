package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"liaison/internal/access"
)

// Lanes is how many chains each strand has, and identity too.
const Lanes = 8

// receiptHash is how many bytes of an entry's hash its receipt has.
const receiptHash = 8

// Genesis is the hash that the first entry of a lane follows.
func Genesis(in access.Strand, lane int) []byte {
	sum := sha256.Sum256([]byte("liaison-audit-v1|" + string(in) + "|" + strconv.Itoa(lane)))
	return sum[:]
}

// Receipt is what goes out with the answer: lane.seq.hash8.
func Receipt(lane int, seq int64, hash []byte) string {
	return strconv.Itoa(lane) + "." + strconv.FormatInt(seq, 10) + "." + hex.EncodeToString(hash[:min(receiptHash, len(hash))])
}

// Receipt is the entry's.
func (e Entry) Receipt() string { return Receipt(e.Lane, e.Seq, e.Hash) }

// Sum is the hash of the entry in its place: of the hash before it and of every
// field as a netstring, which no content can imitate.
func (e Entry) Sum() []byte {
	partnership := ""
	if e.Partnership != 0 {
		partnership = strconv.Itoa(e.Partnership)
	}
	h := sha256.New()
	h.Write(e.Prev)
	h.Write(canon(
		field{string(e.Strand), true}, field{strconv.Itoa(e.Lane), true}, field{strconv.FormatInt(e.Seq, 10), true},
		field{strconv.FormatInt(e.AtMicros, 10), true}, field{e.Actor, true}, field{e.Login, true}, field{e.Request, true},
		field{string(e.Act), true}, field{string(e.Did), true}, field{string(e.Outcome), true}, field{e.Kind, true}, field{e.On, true},
		field{partnership, partnership != ""}, field{e.Why, e.Why != ""}, field{e.Recipient, e.Recipient != ""}, field{e.Detail, e.Detail != ""},
	))
	return h.Sum(nil)
}

// field is one value; one that is not there is not the same as an empty one.
type field struct {
	text  string
	there bool
}

func canon(fields ...field) []byte {
	var b bytes.Buffer
	for _, f := range fields {
		if !f.there {
			b.WriteString("-,")
			continue
		}
		b.WriteString(strconv.Itoa(len(f.text)))
		b.WriteByte(':')
		b.WriteString(f.text)
		b.WriteByte(',')
	}
	return b.Bytes()
}
