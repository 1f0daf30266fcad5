package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/partnership"
)

type productRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Name          string
	Kind          string
	Provider      string
	Reach         string
	FromDay       time.Time
	ToDay         *time.Time
	ClosedWhy     *string
	RecordedBy    uuid.UUID
	RecordedAt    time.Time
	Version       int
}

func (productRow) TableName() string { return "product" }

func (r productRow) read() partnership.Product {
	return partnership.Product{
		ID: r.ID, Kind: partnership.ProductKind(r.Kind), Name: r.Name, Provider: r.Provider, Reach: r.Reach, From: midnight(r.FromDay), To: midnight(deref(r.ToDay)),
		ClosedWhy: deref(r.ClosedWhy), By: r.RecordedBy, At: r.RecordedAt.UTC(), Version: r.Version,
	}
}

func (r *productRow) write(of int, p partnership.Product) {
	*r = productRow{
		ID: p.ID, PartnershipID: of, Name: p.Name, Kind: string(p.Kind), Provider: p.Provider, Reach: p.Reach, FromDay: p.From, ToDay: orNull(p.To),
		ClosedWhy: orNull(p.ClosedWhy), RecordedBy: p.By, RecordedAt: p.At, Version: p.Version,
	}
}

const (
	productsOf    = `SELECT p.* FROM product p WHERE p.partnership_id = $1`
	productsAll   = productsOf + ` ORDER BY lower(p.name), p.id`
	productByID   = productsOf + ` AND p.id = $2`
	productLocked = productByID + ` FOR UPDATE`

	// Which needs products answer, in the order of the needs' titles.
	answersOf = `SELECT l.product_id, n.id, n.title FROM product_need l JOIN need n ON n.partnership_id = l.partnership_id AND n.id = l.need_id
		WHERE l.partnership_id = $1`
	answersAll  = answersOf + ` ORDER BY lower(n.title), n.id`
	answersByID = answersOf + ` AND l.product_id = $2 ORDER BY lower(n.title), n.id`

	dropAnswers = `DELETE FROM product_need WHERE partnership_id = $1 AND product_id = $2`
	addAnswer   = `INSERT INTO product_need (product_id, need_id, partnership_id) VALUES ($1, $2, $3)`
)

type answerRow struct {
	ProductID uuid.UUID
	ID        uuid.UUID
	Title     string
}

// Products implements partnership.ProductStore.
func (s Partnerships) Products(ctx context.Context, who access.Actor) ([]partnership.Product, error) {
	return s.products(ctx, who, productsAll, answersAll, who.Partnership)
}

// FindProduct implements partnership.ProductStore.
func (s Partnerships) FindProduct(ctx context.Context, who access.Actor, id uuid.UUID) (partnership.Product, error) {
	return onlyOne(s.products(ctx, who, productByID, answersByID, who.Partnership, id))
}

func (s Partnerships) products(ctx context.Context, who access.Actor, products, answers string, args ...any) ([]partnership.Product, error) {
	var all []partnership.Product
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) (err error) {
		all, err = readProducts(tx, products, answers, args...)
		return err
	})
	return all, err
}

func readProducts(tx *gorm.DB, products, answers string, args ...any) ([]partnership.Product, error) {
	var rows []productRow
	if err := tx.Raw(products, args...).Scan(&rows).Error; err != nil {
		return nil, err
	}
	var links []answerRow
	if err := tx.Raw(answers, args...).Scan(&links).Error; err != nil {
		return nil, err
	}
	needs := map[uuid.UUID][]partnership.Answered{}
	for _, l := range links {
		needs[l.ProductID] = append(needs[l.ProductID], partnership.Answered{ID: l.ID, Title: l.Title})
	}
	all := make([]partnership.Product, 0, len(rows))
	for _, r := range rows {
		p := r.read()
		p.Needs = needs[p.ID]
		all = append(all, p)
	}
	return all, nil
}

// AddProduct implements partnership.ProductStore.
func (s Partnerships) AddProduct(ctx context.Context, who access.Actor, p partnership.Product) error {
	return s.keep(ctx, who, access.KeepProduct, 0, func(tx *gorm.DB) (kept, error) {
		if err := p.Check(); err != nil {
			return kept{}, err
		}
		var row productRow
		row.write(who.Partnership, p)
		row.Version = 1
		if err := tx.Create(&row).Error; err != nil {
			return kept{}, err
		}
		return kept{act: audit.Collect, register: "product", on: p.ID, said: "Recorded", facts: p.Facts()}, linkNeeds(tx, who.Partnership, p)
	})
}

func linkNeeds(tx *gorm.DB, of int, p partnership.Product) error {
	for _, n := range p.Needs {
		if err := tx.Exec(addAnswer, p.ID, n.ID, of).Error; err != nil {
			return err
		}
	}
	return nil
}

// ChangeProduct implements partnership.ProductStore.
func (s Partnerships) ChangeProduct(ctx context.Context, who access.Actor, id uuid.UUID, d partnership.Deed[partnership.Product]) error {
	if _, err := s.FindProduct(ctx, who, id); err != nil {
		return err
	}
	return s.keep(ctx, who, d.Do, 0, func(tx *gorm.DB) (kept, error) {
		was, err := onlyOne(readProducts(tx, productLocked, answersByID, who.Partnership, id))
		if err != nil {
			return kept{}, err
		}
		is := was
		if err := d.Apply(&is); err != nil {
			return kept{}, err
		}
		var row productRow
		row.write(who.Partnership, is)
		if err := save(tx, &row, "name", "kind", "provider", "reach", "to_day", "closed_why"); err != nil {
			return kept{}, err
		}
		if !slices.Equal(was.Needs, is.Needs) {
			if err := tx.Exec(dropAnswers, who.Partnership, id).Error; err != nil {
				return kept{}, err
			}
			if err := linkNeeds(tx, who.Partnership, is); err != nil {
				return kept{}, err
			}
		}
		k := kept{act: audit.Alter, register: "product", on: id, why: d.Why, facts: is.Facts()}
		return sayAll(tx, who, s.now(), k, was.Facts(), d.Said(was, is))
	})
}
